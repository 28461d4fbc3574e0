/** How many bytes the well-formed `text` takes in UTF-8. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) length += 1;
    // Each half of a surrogate pair stands for two of the pair's four bytes; other units above U+07FF take three.
    if (unit > 0x7ff && (unit & 0xf800) !== 0xd800) length += 1;
  }
  return length;
}
