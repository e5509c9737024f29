typedef unsigned long u64; typedef unsigned u32; typedef unsigned short u16; typedef unsigned char u8;
static u64 next(u64 *s) { *s ^= *s << 13; *s ^= *s >> 7; *s ^= *s << 17; return *s; }
struct node { int key; struct node *left, *right; u8 height; } nodes[150]; static int used;
struct big { u64 a, b; int c; char d[13]; };
static int height(struct node *n) { return n ? n->height : 0; }
static void fix(struct node *n) { int l = height(n->left), r = height(n->right); n->height = (l > r ? l : r) + 1; }
static struct node *right(struct node *n) { struct node *l = n->left; n->left = l->right; l->right = n; fix(n); fix(l); return l; }
static struct node *left(struct node *n) { struct node *r = n->right; n->right = r->left; r->left = n; fix(n); fix(r); return r; }
static struct node *insert(struct node *n, int key) {
  if (!n) { n = &nodes[used++]; n->key = key; n->left = n->right = 0; n->height = 1; return n; }
  if (key < n->key) n->left = insert(n->left, key); else if (key > n->key) n->right = insert(n->right, key); else return n;
  fix(n);
  int balance = height(n->left) - height(n->right);
  if (balance > 1) { if (key > n->left->key) n->left = left(n->left); return right(n); }
  if (balance < -1) { if (key < n->right->key) n->right = right(n->right); return left(n); }
  return n;
}
static u64 walk(struct node *n, u64 h) { return n ? walk(n->right, walk(n->left, h) * 31 + n->key + n->height) : h; }
static struct big pass(struct big x, int a, int b, int c, int d, int e, int f, u64 seventh, short eighth) {
  x.a += a * b; x.b ^= seventh; x.c -= eighth + c * d; x.d[(u32)e % 13] += f; return x;
}
static u64 sum(int n, ...) { __builtin_va_list v; __builtin_va_start(v, n); u64 s = 0; while (n--) s = s * 3 + __builtin_va_arg(v, u64); __builtin_va_end(v); return s; }
static u64 counter; static int lock;
u64 test(u64 seed) {
  struct node *root = 0; struct big x = {seed, ~seed, 5, "hello"}; u64 h = 0; used = 0;
  for (int i = 0; i < 150; i++) root = insert(root, next(&seed) % 1000);
  h = walk(root, 1);
  for (int i = 0; i < 30; i++) { u64 y = next(&seed); x = pass(x, i, i * 2, h, seed, i, h >> 3, y, (short)h); h += x.a ^ x.b ^ x.c; }
  for (int i = 0; i < 13; i++) h = h * 3 + x.d[i];
  h += sum(8, h, seed, x.a, x.b, 5ul, 6ul, 7ul, 8ul);
  __atomic_fetch_add(&counter, h, 5); __atomic_fetch_or(&lock, 4, 5); __atomic_fetch_xor(&lock, 3, 5);
  u64 expected = counter; h += __atomic_compare_exchange_n(&counter, &expected, 77, 0, 5, 5); h += __atomic_exchange_n(&lock, 0, 5);
  expected = 1; h += __atomic_compare_exchange_n(&counter, &expected, 78, 0, 5, 5) * 10; h += expected;
  counter = 0;
  return h;
}
