import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { readList, type UrlList } from './read-list';

/** The most bytes of a file: a hundred thousand URLs have some millions. */
const MOST_BYTES = 1 << 26;

/** Browsers take half a minute to insert ten thousand lines so that each can be undone. */
const LONG = 10_000;

/** Takes a list: pasted, typed, dropped, or from a file. It is read in the tab. */
export function ListForm({ onList }: { onList: (list: UrlList) => void }): JSX.Element {
  const text = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<string>();
  const [over, setOver] = useState(false);

  const take = (list: string, file?: string): void => {
    try {
      onList(readList(list, file));
      setProblem(undefined);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const takeFile = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    if (file.size > MOST_BYTES) return setProblem(`${file.name}: expected at most 64 MB, found more. Split the list.`);
    take(await file.text(), file.name);
  };
  return (
    <form
      id="list-form"
      class={over ? 'over' : undefined}
      onSubmit={(event) => {
        event.preventDefault();
        take(text.current!.value);
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const { files } = event.dataTransfer!;
        if (files.length > 0) void takeFile(files[0]);
        else take(event.dataTransfer!.getData('text/plain'));
      }}
    >
      <label for="list">URLs: one per line, or CSV with a column named url</label>
      <textarea
        id="list"
        ref={text}
        rows={6}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        onPaste={(event) => {
          const { currentTarget: area, clipboardData } = event;
          const pasted = clipboardData?.getData('text/plain') ?? '';
          if (pasted.length < LONG) return;
          event.preventDefault();
          area.setRangeText(pasted, area.selectionStart, area.selectionEnd, 'end');
        }}
        aria-describedby="list-refusal"
        aria-invalid={problem !== undefined}
      />
      <div class="list-tools">
        <button class="primary" type="submit">
          Classify
        </button>
        <label class="file">
          Or choose a file
          <input
            id="list-file"
            type="file"
            accept=".txt,.csv,.tsv,text/plain,text/csv"
            onChange={({ currentTarget }) => {
              void takeFile(currentTarget.files?.[0]);
              currentTarget.value = ''; // the same file can be chosen again
            }}
          />
        </label>
        <span class="hint">You can drop one here, too.</span>
      </div>
      <p id="list-refusal" class="refusal" role="alert">
        {problem}
      </p>
    </form>
  );
}
