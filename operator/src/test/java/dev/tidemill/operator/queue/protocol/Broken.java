package dev.tidemill.operator.queue.protocol;

/** A part of the protocol that is left out, to see that this is noticed. */
enum Broken {
  /** All of it is there. */
  NOTHING,
  /** Each create has a name of its own. */
  NAME,
  /** A deposed process may create. */
  LEASE,
  /** A deposed process may write the ledger. */
  EPOCH,
  /** A successor does not know what was settled. */
  LEDGER,
  /** A successor does not know which attempts are over. */
  ATTEMPT,
  /** A message is deleted before its Job is created. */
  ORDER,
  /** An attempt of which nobody has told is looked for only as the kind that is wanted now. */
  KIND,
  /** A successor does not know that the spec was edited. */
  EDIT,
  /** A Job of the wanted name is taken for ours, whoever owns it. */
  OWNER,
  /** Messages are renewed with the first handle that was known. */
  HANDLE,
  /** What is remembered is taken for durable before it is. */
  DURABLE,
  /** A successor puts back the messages of failed Jobs that it finds. */
  RELEASE,
  /** A successor starts the suspended Jobs that it finds. */
  RESUME,
  /** A successor does not know which messages were cancelled. */
  CANCELLED,
  /** A successor does not know which versions there were, nor what was cancelled. */
  KEYS,
  /** A Job is stopped before that is remembered. */
  STOP,
  /** Where nobody can say which version of a key is valid, every one is. */
  CURRENT,
  /** A Cancel message is deleted when it is received. */
  CANCEL,
  /** It is not known that messages of a FIFO queue have groups. */
  GROUP,
  /** The next of a group is not held where messages are deleted as soon as their Job exists. */
  NEXT,
  /** The next of a group is not held where the queue gave the message before it up by itself. */
  TAKEN,
  /** A successor does not know the groups of the Jobs that it finds. */
  FOUND,
  /** Several messages of a group are received at once. */
  SIBLINGS
}
