import { at, fieldsOf, labelsOf, listOf, textOf, textsOf } from './object-set.js';

type Labels = Readonly<Record<string, string>>;

/** Whether a LabelSelector selects those labels. An empty one selects everything, an absent one nothing. */
export function selects(selector: unknown, labels: Labels): boolean {
  if (selector === undefined || selector === null) return false;
  const wanted = Object.entries(labelsOf(at(selector, 'matchLabels')));
  return (
    wanted.every(([key, value]) => labels[key] === value) &&
    listOf(at(selector, 'matchExpressions')).every((expression) => holds(expression, labels))
  );
}

/** Whether a Service's selector, which is labels, selects those labels; an empty one nothing. */
export function serviceSelects(selector: unknown, labels: Labels): boolean {
  return Object.keys(fieldsOf(selector)).length > 0 && selects({ matchLabels: selector }, labels);
}

function holds(expression: unknown, labels: Labels): boolean {
  const value = labels[textOf(at(expression, 'key'))];
  const values = textsOf(at(expression, 'values'));
  const operator = textOf(at(expression, 'operator'));
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      throw new Error(`a selector's operator that Kubernetes does not know: ${operator}`);
  }
}
