import { digest } from '@reprise/data';
import { runtimeInfo } from '../native';
import { tensorflowVersion } from './backend';

/** What stands for the native library in records and keys: another library may compute other bits. */
export const runtimeDigest = (): string => runtimeInfo()?.sha256 ?? digest(tensorflowVersion());
