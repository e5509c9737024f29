/* A B-tree of order four in a pool: insertion with splits, look-ups, ranges in order, depth. */
#include "runtime.h"

#define KEYS 3

struct page {
	u16 keys[KEYS];
	u8 n, leaf;
	u8 child[KEYS + 1];
};

static struct page pages[200];
static u8 used, root;

static u8 fresh(int leaf)
{
	pages[used].leaf = (u8)leaf;
	return used++;
}

static void split(u8 parent, int at)
{
	u8 left = pages[parent].child[at], right = fresh(pages[left].leaf);
	struct page *p = &pages[parent], *l = &pages[left], *r = &pages[right];

	r->n = 1;
	r->keys[0] = l->keys[2];
	r->child[0] = l->child[2];
	r->child[1] = l->child[3];
	l->n = 1;
	for (int i = p->n; i > at; i--) {
		p->keys[i] = p->keys[i - 1];
		p->child[i + 1] = p->child[i];
	}
	p->keys[at] = l->keys[1];
	p->child[at + 1] = right;
	p->n++;
}

static int insert(u16 key)
{
	u8 at = root;

	if (pages[root].n == KEYS) {
		u8 top = fresh(0);

		pages[top].child[0] = root;
		at = root = top;
		split(top, 0);
	}
	for (;;) {
		struct page *p = &pages[at];
		int i = 0;

		while (i < p->n && key > p->keys[i])
			i++;
		if (i < p->n && p->keys[i] == key)
			return 0;
		if (p->leaf) {
			for (int k = p->n; k > i; k--)
				p->keys[k] = p->keys[k - 1];
			p->keys[i] = key;
			p->n++;
			return 1;
		}
		if (pages[p->child[i]].n == KEYS) {
			split(at, i);
			if (key == p->keys[i])
				return 0;
			i += key > p->keys[i];
		}
		at = p->child[i];
	}
}

static int contains(u8 at, u16 key)
{
	for (;;) {
		const struct page *p = &pages[at];
		int i = 0;

		while (i < p->n && key > p->keys[i])
			i++;
		if (i < p->n && p->keys[i] == key)
			return 1;
		if (p->leaf)
			return 0;
		at = p->child[i];
	}
}

static int walk(u8 at, int *last, u64 *h)
{
	const struct page *p = &pages[at];
	int wrong = 0;

	for (int i = 0; i <= p->n; i++) {
		if (!p->leaf)
			wrong += walk(p->child[i], last, h);
		if (i < p->n) {
			wrong += p->keys[i] <= *last;
			*last = p->keys[i];
			*h = *h * 31 + p->keys[i];
		}
	}
	return wrong;
}

int main(void)
{
	u64 seed = 4, h = 0;
	int inserted = 0, found = 0, last = -1, depth = 1, wrong;

	root = fresh(1);
	for (int i = 0; i < 220; i++)
		inserted += insert((u16)(next_random(&seed) % 400));
	for (u16 k = 0; k < 400; k++)
		found += contains(root, k);
	for (u8 at = root; !pages[at].leaf; at = pages[at].child[0])
		depth++;
	wrong = walk(root, &last, &h);
	line("keys", h);
	line("pages", used);
	line("depth", (u64)depth);
	return wrong + (inserted != found);
}
