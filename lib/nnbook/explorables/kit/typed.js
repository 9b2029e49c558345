// Numbers as readers type them: −1,7 and -1.7 are one. NaN for what is no
// number, and for 1,000, which may be meant for two: `unread` then says what is
// wrong.

const TYPED = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const THOUSANDS = /^[-+−–]?([1-9]\d{0,2}),(\d{3})$/;
export function typedNumber(text) {
  const plain = text.trim().replace(/[−–]/g, "-").replace(",", ".");
  return TYPED.test(plain) && !THOUSANDS.test(text.trim()) ? Number(plain) : NaN;
}
export function unread(text) {
  const [, whole, rest] = THOUSANDS.exec(text.trim()) ?? [];
  return whole ? `${whole}${rest}, or ${whole}.${rest}?` : "not a number";
}
