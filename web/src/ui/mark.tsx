const tower =
  "M4 4.6c0-.6.4-1 1-1h1.7c.6 0 1 .4 1 1v1.9h2V4.6c0-.6.4-1 1-1h1.6c.6 0 1 .4 1 1v1.9h1.1c.1-1.7 1.4-3 3.1-3 1.3 0 2.4.7 2.9 1.8l2 1.5c.3.2.2.6-.1.7l-2.4.8v2.2c0 1.3-.7 2.4-1.8 3.1l.7 5.1h.5c.6 0 1 .4 1 1v.8c0 .6-.4 1-1 1H5.2c-.6 0-1-.4-1-1v-.8c0-.6.4-1 1-1h.5l.7-5.1C4.9 12.9 4 11.7 4 10.3zm13.3 1.1a.85.85 0 1 0 0 1.7.85.85 0 0 0 0-1.7zM9.7 18.7h3.6v-2.6a1.8 1.8 0 0 0-3.6 0z";

/** The rook whose third battlement is a bird. Takes the colour of the text around it; not below 18 px. */
export function Mark() {
  return (
    <svg class="mark" viewBox="2.6 2.4 20.4 20.4" aria-hidden="true">
      <path d={tower} fill-rule="evenodd" />
    </svg>
  );
}
