import type { ComponentChildren } from 'preact';
import { useText } from './app-context.js';

/** One fact: its name and value; an unknown value says so instead of being left out. */
export function Fact(props: { readonly name: string; readonly children: ComponentChildren }) {
  const text = useText();
  const isKnown = props.children !== null && props.children !== undefined && props.children !== '';
  return (
    <div>
      <dt>{props.name}</dt>
      <dd class={isKnown ? undefined : 'unknown'}>{isKnown ? props.children : text.unknown}</dd>
    </div>
  );
}

/** A titled group of facts. */
export function Facts(props: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="facts">
      <h3>{props.title}</h3>
      <dl>{props.children}</dl>
    </section>
  );
}
