typedef unsigned long u64;
static u64 next(u64 *s) { *s ^= *s << 13; *s ^= *s >> 7; *s ^= *s << 17; return *s; }
static long a[12][12], b[12][12], c[12][12]; static signed char board[9]; static short memo[64][64];
static long determinant(int n) {
  long d = 1;
  for (int k = 0; k < n; k++) {
    long p = c[k][k] % 1009; if (!p) return k;
    for (int i = k + 1; i < n; i++) for (int j = k + 1; j < n; j++) c[i][j] = (c[i][j] % 1009 * p - c[i][k] % 1009 * (c[k][j] % 1009)) % 1009;
    d = d * p % 1009;
  }
  return d;
}
static int queens(int row, int n) {
  if (row == n) return 1;
  int count = 0;
  for (int x = 0; x < n; x++) {
    int ok = 1;
    for (int r = 0; r < row; r++) if (board[r] == x || board[r] - x == row - r || x - board[r] == row - r) { ok = 0; break; }
    if (ok) { board[row] = x; count += queens(row + 1, n); }
  }
  return count;
}
static int ackermann(int m, int n) { return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1)); }
u64 test(u64 seed) {
  for (int i = 0; i < 12; i++) for (int j = 0; j < 12; j++) { a[i][j] = (int)next(&seed) % 1000; b[i][j] = next(&seed) >> 40; c[i][j] = 0; }
  for (int i = 0; i < 12; i++) for (int j = 0; j < 12; j++) for (int k = 0; k < 12; k++) c[i][j] += a[i][k] * b[k][j];
  u64 h = 0;
  for (int i = 0; i < 12; i++) for (int j = 0; j < 12; j++) h = h * 5 ^ c[i][j];
  for (int i = 1; i < 64; i++) for (int j = 1; j < 64; j++) memo[i][j] = (seed >> (i ^ j) & 1) ? memo[i - 1][j - 1] + 1 : memo[i - 1][j] > memo[i][j - 1] ? memo[i - 1][j] : memo[i][j - 1];
  return h + determinant(12) * 7 + memo[63][63] + queens(0, 5 + seed % 2) * 100 + ackermann(2, seed % 9);
}
