/** Offers a text as a file to save. It starts with a byte order mark, by which spreadsheets know UTF-8. */
export function saveFile(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\uFEFF', text], { type }));
  link.download = name;
  link.click();
  // After the click has been handled.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
