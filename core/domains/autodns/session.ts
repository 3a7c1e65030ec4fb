export interface Session {
  /** The id of the session that there is, else of a new one. */
  id(): Promise<string>;
  /** This one is over: the next call begins another, unless that has happened already. */
  end(id: string): void;
}

/** One login for many calls, those at the same time included: the password goes over the wire as seldom as can be. */
export function sessionBy(logIn: () => Promise<string>): Session {
  let current: { begun: Promise<string>; id?: string } | undefined;
  const begin = () => {
    const session: { begun: Promise<string>; id?: string } = { begun: logIn() };
    current = session;
    session.begun.then(
      (id) => {
        session.id = id;
      },
      () => {
        if (current === session) current = undefined;
      },
    );
    return session;
  };
  return {
    id: () => (current ?? begin()).begun,
    end(id) {
      if (current?.id === id) current = undefined;
    },
  };
}
