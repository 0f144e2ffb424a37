import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const ANNOUNCED = 'announce';

/** Says a sentence to screen readers. */
export const announce = (sentence: string): boolean =>
  dispatchEvent(new CustomEvent<string>(ANNOUNCED, { detail: sentence }));

/** The page's live region for {@link announce}. */
export function Announcer(): JSX.Element {
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    const hear = (event: Event): void => setSentence((event as CustomEvent<string>).detail);
    addEventListener(ANNOUNCED, hear);
    return () => removeEventListener(ANNOUNCED, hear);
  }, []);
  return (
    <p id="announcement" class="unseen" aria-live="polite">
      {sentence}
    </p>
  );
}
