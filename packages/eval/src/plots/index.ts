export * from './pictures/first-image';
export * from './pictures/layer-diagram';
export * from './pictures/picture-grid';
export * from './vega/confusion-plot';
export * from './vega/curves-plot';
export * from './vega/notebook-accuracy-plot';
export * from './vega/seeds-plot';
export * from './write-figures';
