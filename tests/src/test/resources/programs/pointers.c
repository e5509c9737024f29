/* Pointers: tables of functions, lists turned round, pointers to pointers, differences, offsets. */
struct node {
	struct node *next;
	int key;
};

struct device {
	const char *name;
	long (*read)(struct device *, unsigned);
	void (*write)(struct device *, unsigned, long);
	long registers[4];
};

static long plain(struct device *d, unsigned i)
{
	return d->registers[i & 3];
}

static long twisted(struct device *d, unsigned i)
{
	return -d->registers[3 - (i & 3)];
}

static void store(struct device *d, unsigned i, long v)
{
	*(d->registers + (i & 3)) = v;
}

static struct device devices[] = {
	{ "plain", plain, store, { 1, 2, 3, 4 } },
	{ .name = "twisted", .write = store, .read = twisted, .registers = { [2] = 5 } },
};

static struct node *reverse(struct node *list)
{
	struct node *done = 0;

	while (list) {
		struct node *next = list->next;

		list->next = done;
		done = list;
		list = next;
	}
	return done;
}

static void insert(struct node **at, struct node *node)
{
	while (*at && (*at)->key < node->key)
		at = &(*at)->next;
	node->next = *at;
	*at = node;
}

static void unlink_odd(struct node **at)
{
	while (*at)
		if ((*at)->key & 1)
			*at = (*at)->next;
		else
			at = &(*at)->next;
}

unsigned long pointers(unsigned long n)
{
	static struct node pool[20];
	struct node *list = 0;
	unsigned long r = n;
	int grid[3][4], (*row)[4] = grid, *cell = &grid[0][0];
	unsigned x = (unsigned)n + 1;

	for (struct node *p = pool; p != pool + 20; p++) {
		p->key = (int)((x = x * 69069 + 1) >> 16) % 100;
		insert(&list, p);
	}
	unlink_odd(&list);
	list = reverse(list);
	for (struct node *p = list; p; p = p->next)
		r = r * 31 + (unsigned)p->key + (unsigned long)(p - pool);
	for (int i = 0; i < 12; i++)
		*cell++ = i * i;
	r += (unsigned)(row[1][2] + (*(row + 2))[3] + 1 [grid][0]) + (unsigned long)(cell - grid[2]);
	for (unsigned i = 0; i < 8; i++) {
		struct device *d = &devices[(i ^ n) & 1];

		d->write(d, i, (long)r >> 7);
		r = r * 37 + (unsigned long)d->read(d, i + 1) + (unsigned long)d->name[1];
	}
	return r + __builtin_offsetof(struct device, registers[2]);
}
