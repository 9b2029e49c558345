// A matrix from text: rows of a spreadsheet (tabs), CSV, semicolons with
// decimal commas, or what Python, NumPy and PyTorch write.

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const NOT_FINITE = /^[-+]?(nan|inf(inity)?)$/i;
const DECIMAL_COMMA = /^[-+−–]?\d*,\d+$/;
const clipped = (text) => (text.length > 16 ? `${text.slice(0, 15)}…` : text);
const plural = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

function split(line, mark) {
  const cells = line.split(mark).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  if (cells.length > 1 && cells.at(-1) === "") cells.pop(); // a comma at the end
  return cells;
}

// What stands in brackets, row by row; or a message.
function bracketedCells(text) {
  const open = text.indexOf("["), close = text.lastIndexOf("]");
  if (close < open) return "the bracket [ is never closed";
  const inside = text.slice(open + 1, close);
  if (/\[[^\]]*\[/.test(inside)) {
    return "these are brackets in brackets in brackets: a matrix has two levels";
  }
  const rows = inside.includes("[")
    ? inside.split("]").filter((part) => part.includes("["))
      .map((part) => part.slice(part.indexOf("[") + 1))
    : [inside];
  return rows.map((row) => split(row.trim(), row.includes(",") ? "," : /\s+/));
}

function lineCells(text) {
  const mark = ["\t", ";", ","].find((each) => text.includes(each)) ?? /\s+/;
  // Where a comma does not part the cells, it can be a decimal comma.
  const pointed = (cell) => (
    mark !== "," && DECIMAL_COMMA.test(cell) ? cell.replace(",", ".") : cell);
  return text.split(/\r\n?|\n/).filter((line) => line.trim())
    .map((line) => split(line.replace(/^ +| +$/g, ""), mark).map(pointed));
}

// What is wrong with the text of one cell, or null.
function wrongCell(cell, plain, largest) {
  if (cell === "") return " is empty.";
  if (NUMBER.test(plain)) {
    return Math.abs(Number(plain)) <= largest ? null
      : `: ${clipped(cell)} is too large; the numbers go up to ${largest} in size.`;
  }
  const comma = /\d\s+\d/.test(cell)
    ? " Decimal commas need a tab or a semicolon between the numbers." : "";
  const kind = NOT_FINITE.test(plain) ? "not a finite number" : "not a number";
  return `: “${clipped(cell)}” is ${kind}.${comma}`;
}

// What is wrong with the lengths of the rows, if the one that most rows have is
// meant, or null.
function unevenRow(lengths) {
  const often = (n) => lengths.filter((other) => other === n).length;
  const usual = lengths.toSorted((a, b) => often(b) - often(a))[0];
  const odd = lengths.findIndex((n) => n !== usual);
  if (odd < 0) return null;
  const others = lengths.length > 2 ? "the others" : "the other";
  return `Row ${odd + 1} has ${plural(lengths[odd], "number")}, ${others} ${usual}.`;
}

// { rows } of numbers, or { error }: which cell is wrong, and why. `pairs` is
// true where a column of decimal commas, 0,5, may have been read as two.
export function readMatrix(text, largest) {
  if (!text.trim()) return { error: "There are no numbers yet." };
  const cells = text.includes("[") ? bracketedCells(text) : lineCells(text);
  if (typeof cells === "string") return { error: `This cannot be read: ${cells}.` };
  const rows = cells.map(() => []);
  for (const [r, row] of cells.entries()) {
    for (const [c, cell] of row.entries()) {
      const plain = cell.replace(/[−–]/g, "-"), wrong = wrongCell(cell, plain, largest);
      if (wrong) return { error: `Row ${r + 1}, column ${c + 1}${wrong}` };
      rows[r].push(Number(plain) || 0);
    }
  }
  const uneven = unevenRow(rows.map((row) => row.length));
  if (uneven) return { error: uneven };
  return { rows, pairs: rows[0].length === 2 && /^([-+−–]?\d+,\d+\s*)+$/.test(text.trim()) };
}

export const transposed = (rows) => rows[0].map((_, j) => rows.map((row) => row[j]));
