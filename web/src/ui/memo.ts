import { Component, type ComponentChildren, type FunctionComponent, h } from 'preact';

/** A component that draws again only when `isSame` says that its properties differ. */
export function memo<P extends object>(
  Inner: FunctionComponent<P>,
  isSame: (before: P, after: P) => boolean,
) {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return !isSame(this.props, next);
    }

    override render(): ComponentChildren {
      return h(Inner, this.props);
    }
  };
}
