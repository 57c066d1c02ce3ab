import type uPlot from 'uplot';

/** Of a MouseEvent, and of its target, what is needed. */
type Press = Pick<MouseEvent, 'button'>;
interface Target<Event extends Press> {
  removeEventListener(type: 'mouseup', listener: (event: Event) => null): void;
}

/**
 * The listeners by which a plot sees the end of a drag. uPlot puts them on the document, and forgets them there when it
 * is destroyed in the middle of one (uPlot 1.6.32, `destroy`): each later click would then end that drag once more, and
 * choose its range again.
 */
export class DragListeners {
  #remove: (() => void) | undefined;

  /** For `cursor.bind`. */
  readonly mouseup: uPlot.Cursor.MouseListenerFactory = (_, target, handle) => this.begin(target, handle);

  /** What is to be listened with; as uPlot's own, for the main button only. */
  begin<Event extends Press>(target: Target<Event>, handle: (event: Event) => null): (event: Event) => null {
    // A button that was let go outside of the window ended no drag.
    this.end();
    const listener = (event: Event): null => (event.button === 0 ? handle(event) : null);
    this.#remove = () => target.removeEventListener('mouseup', listener);
    return listener;
  }

  /** Nothing is dragged any more. */
  end(): void {
    this.#remove?.();
    this.#remove = undefined;
  }
}
