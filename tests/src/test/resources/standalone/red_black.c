/* A left-leaning red-black tree with insertion, deletion and the rules checked after each. */
#include "runtime.h"

struct node {
	struct node *left, *right;
	u32 key, red;
};

static struct node nodes[200], *root, *spare;
static u32 used, size;

static int is_red(const struct node *n)
{
	return n && n->red;
}

static struct node *rotate_left(struct node *h)
{
	struct node *x = h->right;

	h->right = x->left;
	x->left = h;
	x->red = h->red;
	h->red = 1;
	return x;
}

static struct node *rotate_right(struct node *h)
{
	struct node *x = h->left;

	h->left = x->right;
	x->right = h;
	x->red = h->red;
	h->red = 1;
	return x;
}

static void flip(struct node *h)
{
	h->red ^= 1;
	h->left->red ^= 1;
	h->right->red ^= 1;
}

static struct node *mend(struct node *h)
{
	if (is_red(h->right))
		h = rotate_left(h);
	if (is_red(h->left) && is_red(h->left->left))
		h = rotate_right(h);
	if (is_red(h->left) && is_red(h->right))
		flip(h);
	return h;
}

static struct node *insert(struct node *h, u32 key)
{
	if (!h) {
		struct node *n = spare ? spare : &nodes[used++];

		spare = spare ? spare->left : NULL;
		*n = (struct node){ NULL, NULL, key, 1 };
		size++;
		return n;
	}
	if (key < h->key)
		h->left = insert(h->left, key);
	else if (key > h->key)
		h->right = insert(h->right, key);
	return mend(h);
}

static struct node *red_left(struct node *h)
{
	flip(h);
	if (is_red(h->right->left)) {
		h->right = rotate_right(h->right);
		h = rotate_left(h);
		flip(h);
	}
	return h;
}

static struct node *remove_least(struct node *h, u32 *key)
{
	if (!h->left) {
		*key = h->key;
		h->left = spare;
		spare = h;
		size--;
		return NULL;
	}
	if (!is_red(h->left) && !is_red(h->left->left))
		h = red_left(h);
	h->left = remove_least(h->left, key);
	return mend(h);
}

/* Black height, or -1 where a rule is broken. */
static int check(const struct node *n)
{
	int l, r;

	if (!n)
		return 0;
	l = check(n->left);
	r = check(n->right);
	if (l < 0 || l != r || is_red(n->right) || (n->red && is_red(n->left)))
		return -1;
	if ((n->left && n->left->key >= n->key) || (n->right && n->right->key <= n->key))
		return -1;
	return l + !n->red;
}

int main(void)
{
	u64 seed = 13, h = 0;
	int broken = 0;

	for (int i = 0; i < 400; i++) {
		u64 x = next_random(&seed);

		if (root && x % 5 < 2) {
			u32 least;

			if (!is_red(root->left) && !is_red(root->right))
				root->red = 1;
			root = remove_least(root, &least);
			h = h * 31 + least;
		} else if (size < 190) {
			root = insert(root, (u32)(x >> 50));
		}
		if (root)
			root->red = 0;
		broken += check(root) < 0;
	}
	line("removed", h);
	line("size", size);
	line("height", (u64)check(root));
	return broken;
}
