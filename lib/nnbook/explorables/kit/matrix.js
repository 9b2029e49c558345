// A matrix from text: rows of a spreadsheet (tabs), CSV, semicolons with
// decimal commas, or what Python, NumPy and PyTorch write.

const PASTED = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const clipped = (text) => (text.length > 16 ? `${text.slice(0, 15)}…` : text);

// [["1", "2"], …]: what stands in each row, as text; or a message.
function cellsOf(text) {
  const open = text.indexOf("[");
  if (open >= 0) {
    const close = text.lastIndexOf("]");
    if (close < open) return "the bracket [ is never closed";
    const inside = text.slice(open + 1, close);
    if (/\[[^\]]*\[/.test(inside)) return "these are brackets in brackets in brackets: a matrix has two levels";
    const rows = inside.includes("[") ? inside.split("]").map((part) => {
      const start = part.indexOf("[");
      return start < 0 ? null : part.slice(start + 1);
    }).filter((row) => row !== null) : [inside];
    return rows.map((row) => split(row.trim(), row.includes(",") ? "," : /\s+/));
  }
  const lines = text.split(/\r\n?|\n/).map((line) => line.replace(/^ +| +$/g, "")).filter((line) => line.trim());
  const mark = ["\t", ";", ","].find((each) => text.includes(each)) ?? /\s+/;
  return lines.map((line) => split(line, mark).map((cell) => (
    // Where a comma does not part the cells, it can be a decimal comma.
    mark !== "," && /^[-+−–]?\d*,\d+$/.test(cell) ? cell.replace(",", ".") : cell)));
}

function split(line, mark) {
  const cells = line.split(mark).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  if (cells.length > 1 && cells.at(-1) === "") cells.pop(); // a comma at the end
  return cells;
}

// { rows } of numbers, or { error }: which cell is wrong, and why.
export function readMatrix(text, largest) {
  if (!text.trim()) return { error: "There are no numbers yet." };
  const cells = cellsOf(text);
  if (typeof cells === "string") return { error: `This cannot be read: ${cells}.` };
  const rows = [];
  for (const [r, row] of cells.entries()) {
    rows.push([]);
    for (const [c, cell] of row.entries()) {
      const where = `Row ${r + 1}, column ${c + 1}`, plain = cell.replace(/[−–]/g, "-");
      if (cell === "") return { error: `${where} is empty.` };
      if (!PASTED.test(plain)) {
        const comma = /\d\s+\d/.test(cell) ? " Decimal commas need a tab or a semicolon between the numbers." : "";
        const kind = /^[-+]?(nan|inf(inity)?)$/i.test(plain) ? "not a finite number" : "not a number";
        return { error: `${where}: “${clipped(cell)}” is ${kind}.${comma}` };
      }
      const value = Number(plain);
      if (!(Math.abs(value) <= largest)) return { error: `${where}: ${clipped(cell)} is too large; the numbers go up to ${largest} in size.` };
      rows[r].push(value || 0);
    }
  }
  // The length that most rows have is the one that is meant.
  const lengths = rows.map((row) => row.length);
  const usual = lengths.toSorted((a, b) => lengths.filter((n) => n === b).length - lengths.filter((n) => n === a).length)[0];
  const odd = lengths.findIndex((n) => n !== usual);
  if (odd >= 0) return { error: `Row ${odd + 1} has ${lengths[odd]} number${lengths[odd] === 1 ? "" : "s"}, ${lengths.length > 2 ? "the others" : "the other"} ${usual}.` };
  // A single column with decimal commas looks like two columns: 0,5.
  return { rows, pairs: usual === 2 && /^([-+−–]?\d+,\d+\s*)+$/.test(text.trim()) };
}

export const transposed = (rows) => rows[0].map((_, j) => rows.map((row) => row[j]));
