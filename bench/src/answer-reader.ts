const HEAD_END = '\r\n\r\n';

/** The answers of one connection, as they arrive in pieces. */
export class AnswerReader {
  #text = '';

  /** The heads of the answers that are whole now. */
  read(piece: Buffer): readonly string[] {
    this.#text += piece.toString('latin1');
    const heads: string[] = [];
    for (let head = this.#take(); head !== undefined; head = this.#take()) heads.push(head);
    return heads;
  }

  #take(): string | undefined {
    const headEnd = this.#text.indexOf(HEAD_END);
    if (headEnd === -1) return undefined;
    const head = this.#text.slice(0, headEnd);
    const bodyLength = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const end = headEnd + HEAD_END.length + bodyLength;
    if (this.#text.length < end) return undefined;
    this.#text = this.#text.slice(end);
    return head;
  }
}

/** Whether the request was answered as asked: with 200 or 201. */
export const isAccepted = (head: string): boolean => /^HTTP\/1\.1 20[01] /.test(head);
