/** One thing that `reprise doctor` looked at. */
export interface DoctorItem {
  name: string;
  /** False where Reprise does not work, or not for long, as it stands. */
  ok: boolean;
  found: string;
  /** What to do about it. On an item that is in order: what would make it better, or what comes by itself. */
  todo?: string;
}

export interface DoctorReport {
  /** True when every item is. */
  ok: boolean;
  items: DoctorItem[];
}
