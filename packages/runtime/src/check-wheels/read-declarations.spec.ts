import { readDeclarations } from './read-declarations';

test('reads types, without names, comments and line breaks', () => {
  const headers = `
    // TF_CAPI_EXPORT extern void TF_InAComment(void);
    TF_CAPI_EXPORT extern const char *TF_StringGetDataPointer(
        const TF_TString *tstr);
    TF_CAPI_EXPORT extern TF_Status* TF_NewStatus(void);
    TF_CAPI_EXPORT extern void TFE_OpSetAttrBool(TFE_Op* op, const char* attr_name, unsigned char value);
    TF_CAPI_EXPORT extern void TFE_Shape(const int64_t* dims, const int num_dims, const char* const* tags, int);
    TF_CAPI_EXPORT extern void TF_SessionRun(
        TF_Session* session,
        /* Input tensors */ TF_Tensor* const* input_values, TF_Tensor** output_values, int noutputs);`;
  expect(readDeclarations(headers)).toEqual({
    TF_StringGetDataPointer: 'const char* (const TF_TString*)',
    TF_NewStatus: 'TF_Status* ()',
    TFE_OpSetAttrBool: 'void (TFE_Op*, const char*, unsigned char)',
    TFE_Shape: 'void (const int64_t*, const int, const char* const*, int)',
    TF_SessionRun: 'void (TF_Session*, TF_Tensor* const*, TF_Tensor**, int)',
  });
});
