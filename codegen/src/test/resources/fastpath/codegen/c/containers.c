/* Lists, trees, queues and other containers, iterated by macros. */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;
#define noinline __attribute__((noinline))
#define NULL ((void *)0)
#define offsetof(t, m) __builtin_offsetof(t, m)
#define container_of(p, type, member) ({ void *m_ = (void *)(p); (type *)(m_ - offsetof(type, member)); })
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, v) do { *(volatile typeof(x) *)&(x) = (v); } while (0)
static volatile u64 in[8] = { 3, 17, 255, 4096, 0x8000000000000001ul, 7, 1, 0 };
struct list { struct list *next, *prev; };
#define LIST_INIT(name) { &(name), &(name) }
#define LIST_HEAD(name) struct list name = LIST_INIT(name)
static inline void insert(struct list *n, struct list *prev, struct list *next)
{
	next->prev = n;
	n->next = next;
	n->prev = prev;
	WRITE_ONCE(prev->next, n);
}
static inline void add(struct list *n, struct list *head) { insert(n, head, head->next); }
static inline void add_tail(struct list *n, struct list *head) { insert(n, head->prev, head); }
static inline void del(struct list *e) { e->next->prev = e->prev; WRITE_ONCE(e->prev->next, e->next); e->next = (void *)0x100; }
static inline int empty(const struct list *head) { return READ_ONCE(head->next) == head; }
#define entry(p, type, member) container_of(p, type, member)
#define first_entry(h, type, member) entry((h)->next, type, member)
#define first_or_null(h, type, member) ({ struct list *h_ = (h), *p_ = READ_ONCE(h_->next); p_ != h_ ? entry(p_, type, member) : NULL; })
#define next_entry(p, member) entry((p)->member.next, typeof(*(p)), member)
#define at_head(p, head, member) (&(p)->member == (head))
#define for_each(p, head, member) for (p = first_entry(head, typeof(*p), member); !at_head(p, head, member); p = next_entry(p, member))
#define for_each_safe(p, n, head, member) for (p = first_entry(head, typeof(*p), member), n = next_entry(p, member); !at_head(p, head, member); p = n, n = next_entry(n, member))
#define for_each_reverse(p, head, member) for (p = entry((head)->prev, typeof(*p), member); !at_head(p, head, member); p = entry((p)->member.prev, typeof(*p), member))
struct item { u64 v; struct list link; };

/* A circular list. */
static LIST_HEAD(global_list);
u64 test_list(void)
{
	LIST_HEAD(head);
	struct item a = { 1 }, b = { 2 }, c = { 3 }, *p;
	u64 d = empty(&head) + empty(&global_list);
	add(&a.link, &head);
	add_tail(&b.link, &head);
	add(&c.link, &head);
	for_each(p, &head, link)
		d = d * 10 + p->v;
	for_each_reverse(p, &head, link)
		d = d * 10 + p->v;
	return d * 10 + first_or_null(&head, struct item, link)->v + (first_or_null(&global_list, struct item, link) == NULL);
}

/* Removal while iterating. */
u64 test_list_safe(void)
{
	LIST_HEAD(head);
	struct item items[5], *p, *n;
	u64 d = 0;
	for (int i = 0; i < 5; i++) {
		items[i].v = i + 1;
		add_tail(&items[i].link, &head);
	}
	for_each_safe(p, n, &head, link)
		if (p->v & 1)
			del(&p->link);
	for_each(p, &head, link)
		d = d * 10 + p->v;
	return d;
}

/* Two lists spliced. */
static inline void splice(struct list *from, struct list *head)
{
	if (!empty(from)) {
		struct list *first = from->next, *last = from->prev, *at = head->next;
		first->prev = head;
		head->next = first;
		last->next = at;
		at->prev = last;
		*from = (struct list)LIST_INIT(*from);
	}
}
u64 test_splice(void)
{
	LIST_HEAD(x);
	LIST_HEAD(y);
	struct item a = { 1 }, b = { 2 }, c = { 3 }, *p;
	u64 d = 0;
	add_tail(&a.link, &x);
	add_tail(&b.link, &y);
	add_tail(&c.link, &y);
	splice(&y, &x);
	for_each(p, &x, link)
		d = d * 10 + p->v;
	return d * 10 + empty(&y);
}

/* A hash table of lists with one pointer in the head. */
struct hnode { struct hnode *next, **pprev; };
struct hhead { struct hnode *first; };
static inline void hadd(struct hnode *n, struct hhead *h)
{
	struct hnode *first = h->first;
	n->next = first;
	if (first)
		first->pprev = &n->next;
	h->first = n;
	n->pprev = &h->first;
}
static inline void hdel(struct hnode *n)
{
	struct hnode *next = n->next, **pprev = n->pprev;
	*pprev = next;
	if (next)
		next->pprev = pprev;
}
#define hentry_safe(p, type, member) ({ typeof(p) p_ = (p); p_ ? container_of(p_, type, member) : NULL; })
#define hfor_each(p, head, member) for (p = hentry_safe((head)->first, typeof(*(p)), member); p; p = hentry_safe((p)->member.next, typeof(*(p)), member))
#define DECLARE_HASH(name, bits) struct hhead name[1 << (bits)]
#define HASH_BITS(name) (__builtin_ctzl(sizeof(name) / sizeof((name)[0])))
#define hash(v, bits) ((u32)(v) * 0x61C88647u >> (32 - (bits)))
#define hash_for_each(name, bkt, p, member) for ((bkt) = 0, p = NULL; p == NULL && (bkt) < sizeof(name) / sizeof(name[0]); (bkt)++) hfor_each(p, &name[bkt], member)
struct hitem { u64 v; struct hnode node; };
u64 test_hash(void)
{
	static DECLARE_HASH(table, 3);
	static struct hitem items[6];
	struct hitem *p;
	u64 sum = 0, bkt;
	for (u64 i = 0; i < 6; i++) {
		items[i].v = i * i + in[0];
		hadd(&items[i].node, &table[hash(items[i].v, HASH_BITS(table))]);
	}
	hdel(&items[2].node);
	hash_for_each(table, bkt, p, node)
		sum = sum * 3 + p->v + bkt;
	return sum;
}

/* A binary tree with a colour in the low bits of the parent, walked in order. */
struct rb { u64 parent_colour; struct rb *right, *left; } __attribute__((aligned(sizeof(long))));
struct rbroot { struct rb *node; };
#define rb_parent(r) ((struct rb *)((r)->parent_colour & ~3))
struct titem { u64 key; struct rb rb; };
static inline void link_node(struct rb *n, struct rb *parent, struct rb **link) { n->parent_colour = (u64)parent; n->left = n->right = NULL; *link = n; }
static noinline void tree_insert(struct rbroot *root, struct titem *t)
{
	struct rb **link = &root->node, *parent = NULL;
	while (*link) {
		parent = *link;
		if (t->key < container_of(parent, struct titem, rb)->key)
			link = &parent->left;
		else
			link = &parent->right;
	}
	link_node(&t->rb, parent, link);
}
static struct rb *tree_first(const struct rbroot *root) { struct rb *n = root->node; while (n && n->left) n = n->left; return n; }
static noinline struct rb *tree_next(const struct rb *n)
{
	struct rb *parent;
	if (n->right) {
		n = n->right;
		while (n->left)
			n = n->left;
		return (struct rb *)n;
	}
	while ((parent = rb_parent(n)) && n == parent->right)
		n = parent;
	return parent;
}
u64 test_tree(void)
{
	struct rbroot root = { NULL };
	struct titem items[6];
	u64 d = 0;
	static const u8 keys[] = { 4, 2, 6, 1, 3, 5 };
	for (int i = 0; i < 6; i++) {
		items[i].key = keys[i];
		tree_insert(&root, &items[i]);
	}
	for (struct rb *n = tree_first(&root); n; n = tree_next(n))
		d = d * 10 + container_of(n, struct titem, rb)->key;
	return d;
}

/* A queue whose element type and size are in its type. */
struct fifo_base { u32 in, out, mask; void *data; };
#define FIFO(type, size) union { struct fifo_base base; type *element; char (*is_fifo)[0]; type buffer_[0]; }
#define DEFINE_FIFO(name, type, n) struct { FIFO(type, n) u; type buf[((n) < 2 || ((n) & ((n) - 1))) ? -1 : (n)]; } name = { { { .in = 0, .out = 0, .mask = (n) - 1, .data = name.buf } } }
#define fifo_put(f, v) ({ typeof((f) + 1) t_ = (f); typeof(*t_->u.element) v_ = (v); u32 r_ = t_->u.base.in - t_->u.base.out <= t_->u.base.mask; if (r_) { ((typeof(t_->u.element))t_->u.base.data)[t_->u.base.in & t_->u.base.mask] = v_; t_->u.base.in++; } r_; })
#define fifo_get(f, v) ({ typeof((f) + 1) t_ = (f); typeof(t_->u.element) v_ = (v); u32 r_ = t_->u.base.in != t_->u.base.out; if (r_) *v_ = ((typeof(t_->u.element))t_->u.base.data)[t_->u.base.out++ & t_->u.base.mask]; r_; })
static DEFINE_FIFO(queue, u16, 4);
u64 test_fifo(void)
{
	u64 full = 0, d = 0;
	u16 v;
	for (int i = 1; i <= 6; i++)
		full += !fifo_put(&queue, i * 1000);
	while (fifo_get(&queue, &v))
		d = d * 10 + v / 1000;
	return d * 10 + full;
}

/* A bitmap: set, clear, find, in words of unsigned long. */
#define BITS 64
#define DECLARE_BITMAP(name, bits) u64 name[((bits) + BITS - 1) / BITS]
static inline void set_bit(u64 n, volatile u64 *a) { a[n / BITS] |= 1ul << (n % BITS); }
static inline int test_bit(u64 n, const volatile u64 *a) { return 1 & a[n / BITS] >> (n & (BITS - 1)); }
static noinline u64 find_next(const u64 *a, u64 size, u64 start)
{
	u64 w;
	if (start >= size)
		return size;
	w = a[start / BITS] & (~0ul << (start & (BITS - 1)));
	start &= ~(BITS - 1ul);
	while (!w) {
		start += BITS;
		if (start >= size)
			return size;
		w = a[start / BITS];
	}
	w = start + __builtin_ctzl(w);
	return w < size ? w : size;
}
#define for_each_bit(b, a, size) for ((b) = find_next(a, size, 0); (b) < (size); (b) = find_next(a, size, (b) + 1))
u64 test_bitmap(void)
{
	DECLARE_BITMAP(map, 150) = { 0 };
	u64 b, d = 0;
	set_bit(in[1], map);
	set_bit(64, map);
	set_bit(149, map);
	for_each_bit(b, map, 150)
		d = d * 1000 + b;
	return d * 10 + test_bit(64, map) + test_bit(65, map);
}

/* Pointers with a tag in the low bits. */
static inline void *tag(void *p, u64 t) { return (void *)((u64)p | t); }
#define untagged(p) ((typeof(p))((u64)(p) & ~3ul))
#define tag_of(p) ((u64)(p) & 3)
u64 test_tagged(void)
{
	static u64 v __attribute__((aligned(8))) = 12;
	u64 *p = tag(&v, 2);
	return *untagged(p) * 10 + tag_of(p);
}

/* A list without locks: push by exchange, all taken at once. */
struct lnode { struct lnode *next; };
static inline _Bool push(struct lnode *n, struct lnode **head)
{
	struct lnode *first = READ_ONCE(*head);
	do
		n->next = first;
	while (!__atomic_compare_exchange_n(head, &first, n, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));
	return !first;
}
u64 test_llist(void)
{
	struct { struct lnode n; u64 v; } items[3] = { { .v = 1 }, { .v = 2 }, { .v = 3 } };
	struct lnode *head = NULL;
	u64 d = 0;
	for (int i = 0; i < 3; i++)
		d = d * 10 + push(&items[i].n, &head);
	for (struct lnode *n = __atomic_exchange_n(&head, NULL, __ATOMIC_ACQUIRE); n; n = n->next)
		d = d * 10 + container_of(n, typeof(items[0]), n)->v;
	return d + (head == NULL) * 10000000;
}

/* A ring whose indices run freely in 8 bits. */
u64 test_ring(void)
{
	u8 head = 250, tail = 250;
	u16 slots[16];
	u64 d = 0;
	for (int i = 0; i < 12; i++)
		slots[head++ & 15] = i;
	while ((u8)(head - tail) > 2)
		d = d * 16 + slots[tail++ & 15];
	return d + (u8)(head - tail);
}

/* Time that wraps around. */
#define time_after(a, b) ((long)((b) - (a)) < 0)
u64 test_time_after(void)
{
	u64 now = 5, then = -10ul;
	return time_after(now, then) * 2 + time_after(then, now) + time_after(in[1], in[0]) * 4;
}

/* Operations through a table of functions, with an optional one. */
struct object;
struct ops { u64 (*get)(const struct object *); int (*set)(struct object *, u64); };
struct object { const struct ops *ops; u64 v; };
static u64 plain_get(const struct object *o) { return o->v; }
static const struct ops plain = { .get = plain_get };
static int stored_set(struct object *o, u64 v) { o->v = v; return 0; }
static const struct ops stored = { .set = stored_set, .get = plain_get };
static noinline int set(struct object *o, u64 v) { return o->ops->set ? o->ops->set(o, v) : -95; }
u64 test_ops(void)
{
	struct object a = { &plain, 4 }, b = { &stored, 5 };
	int r = set(&a, 9), s = set(&b, 8);
	return a.ops->get(&a) * 10 + b.ops->get(&b) + (-r) * 100 + s;
}
