/** A ref that sets custom properties: the page's policy forbids the attribute `style`. @example <span ref={properties({ '--at': 0.5 })} /> */
export const properties =
  (values: Record<string, string | number>) =>
  (element: HTMLElement | null): void => {
    for (const [name, value] of Object.entries(values)) element?.style.setProperty(name, String(value));
  };
