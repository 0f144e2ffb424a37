/** What every picture, report and page of the quick profile says. */
export const SLICE_NOTICE = 'Quick profile: trained on a slice of the data, so these figures mean nothing.';
