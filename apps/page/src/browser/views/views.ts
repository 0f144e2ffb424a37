import type { ComponentType } from 'preact';
import type { PageData } from '../../page-data';

/** A view of the page: its name in the address, its title in the navigation, the question it answers and its code. */
interface View {
  name: string;
  title: string;
  heading: string;
  /** The part of the report about the same, if there is one. */
  anchor?: string;
  load: () => Promise<{ default: ComponentType<{ data: PageData }> }>;
}

/** The page's views; the first is shown by default. */
export const VIEWS: readonly View[] = [
  {
    name: 'results',
    title: 'Results',
    heading: 'What was reproduced, and how sure is that?',
    anchor: 'in-short',
    load: () => import('./results'),
  },
  {
    name: 'url',
    title: 'A URL',
    heading: 'Is this URL malicious?',
    anchor: 'birnn',
    load: () => import('./url'),
  },
  {
    name: 'list',
    title: 'Your list',
    heading: 'Which of your URLs look malicious?',
    anchor: 'cnn-lstm',
    load: () => import('./list'),
  },
  {
    name: 'threshold',
    title: 'Accuracy misleads',
    heading: 'Why is an accuracy of 98 % poor here?',
    anchor: 'birnn-detects-most',
    load: () => import('./threshold'),
  },
  {
    name: 'picture',
    title: 'A picture',
    heading: 'What is in this picture?',
    anchor: 'lenet',
    load: () => import('./picture'),
  },
  {
    name: 'network',
    title: 'Inside a network',
    heading: 'How does the network see this picture?',
    anchor: 'lenet',
    load: () => import('./network'),
  },
  {
    name: 'train',
    title: 'Train',
    heading: 'What is training?',
    anchor: 'lenet',
    load: () => import('./train'),
  },
  {
    name: 'epochs',
    title: 'Epochs',
    heading: 'How does a model change while it is trained?',
    anchor: 'lenet',
    load: () => import('./epochs'),
  },
  {
    name: 'watch',
    title: 'Runs',
    heading: 'What is training now?',
    load: () => import('./watch'),
  },
];
