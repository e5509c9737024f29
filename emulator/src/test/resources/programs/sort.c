/* Three sorts of the same numbers must agree. */
typedef unsigned long u64;
static u64 next(u64 *s) { *s ^= *s << 13; *s ^= *s >> 7; *s ^= *s << 17; return *s; }
static int a[300], b[300], c[300];

static void insertion(int *v, int n) {
  for (int i = 1; i < n; i++) {
    int x = v[i], j = i;
    for (; j > 0 && v[j - 1] > x; j--) v[j] = v[j - 1];
    v[j] = x;
  }
}
static void quick(int *v, int low, int high) {
  if (low >= high) return;
  int pivot = v[low + (high - low) / 2], i = low - 1, j = high + 1;
  for (;;) {
    do i++; while (v[i] < pivot);
    do j--; while (v[j] > pivot);
    if (i >= j) break;
    int t = v[i]; v[i] = v[j]; v[j] = t;
  }
  quick(v, low, j);
  quick(v, j + 1, high);
}
static int compare(const int *x, const int *y) { return *x < *y ? -1 : *x > *y; }
static int (*volatile order)(const int *, const int *) = compare;
static void heap(int *v, int n) {
  for (int end = n, start = n / 2; end > 1;) {
    if (start > 0) start--;
    else { end--; int t = v[0]; v[0] = v[end]; v[end] = t; }
    for (int root = start, child; (child = 2 * root + 1) < end; root = child) {
      if (child + 1 < end && order(&v[child], &v[child + 1]) < 0) child++;
      if (order(&v[root], &v[child]) >= 0) break;
      int t = v[root]; v[root] = v[child]; v[child] = t;
    }
  }
}
u64 test(u64 seed) {
  int n = 200 + seed % 97;
  for (int i = 0; i < n; i++) a[i] = b[i] = c[i] = (int)next(&seed);
  insertion(a, n); quick(b, 0, n - 1); heap(c, n);
  u64 h = n;
  for (int i = 0; i < n; i++) h = h * 31 + (a[i] == b[i]) + (b[i] == c[i]) * 2 + (unsigned)a[i];
  return h;
}
