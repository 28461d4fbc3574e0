import { describe, expect, it } from 'vitest';
import { layOutTable } from './lay-out-table.js';
import type { Paint } from './paint.js';

const plain: Paint = (_tone, text) => text;

describe('layOutTable', () => {
  it('puts all values into one column, and lets no space stand at the end of a line', () => {
    const sections = [
      { cells: [{ label: 'a', value: '1' }] },
      {
        heading: { label: 'heading', value: '' },
        cells: [{ label: 'longer name', value: '2' }],
        note: 'note',
      },
      { heading: { label: 'x', value: 'remark' }, cells: [] },
    ];
    expect(layOutTable(sections, plain)).toEqual([
      'a              1',
      'heading',
      '  longer name  2',
      '  note',
      'x              remark',
    ]);
  });

  it('aligns what is seen, whatever the colours add', () => {
    const marked: Paint = (tone, text) => (tone === 'plain' ? text : `<${tone}>${text}</>`);
    const cells = [
      { label: 'a', value: '1', tone: 'bad' },
      { label: 'long', value: '2' },
    ] as const;
    expect(layOutTable([{ heading: { label: 'h', value: '' }, cells, note: 'n' }], marked)).toEqual(
      ['<heading>h</>', '  <label>a</>     <bad>1</>', '  <label>long</>  2', '  <label>n</>'],
    );
  });
});
