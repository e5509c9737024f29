/* An AA tree in a pool of nodes named by index: insertion, deletion, depth, an ordered walk. */
struct node {
	short left, right;
	unsigned char level;
	unsigned key;
};

static struct node t[128];
static int free_node;

static int skew(int x)
{
	int l = t[x].left;

	if (x && t[l].level == t[x].level && l) {
		t[x].left = t[l].right;
		t[l].right = (short)x;
		return l;
	}
	return x;
}

static int split(int x)
{
	int r = t[x].right;

	if (x && t[t[r].right].level == t[x].level) {
		t[x].right = t[r].left;
		t[r].left = (short)x;
		t[r].level++;
		return r;
	}
	return x;
}

static int insert(int x, unsigned key)
{
	if (!x) {
		x = free_node++;
		t[x] = (struct node){ .level = 1, .key = key };
		return x;
	}
	if (key < t[x].key)
		t[x].left = (short)insert(t[x].left, key);
	else if (key > t[x].key)
		t[x].right = (short)insert(t[x].right, key);
	return split(skew(x));
}

static int depth(int x)
{
	int l, r;

	if (!x)
		return 0;
	l = depth(t[x].left);
	r = depth(t[x].right);
	return 1 + (l > r ? l : r);
}

static unsigned long walk(int x, unsigned long sum)
{
	return x ? walk(t[x].right, walk(t[x].left, sum) * 31 + t[x].key) : sum;
}

unsigned long tree(unsigned long n)
{
	int root = 0;
	unsigned x = (unsigned)n;

	t[0] = (struct node){ 0, 0, 0, 0 };
	free_node = 1;
	for (int i = 0; i < 100; i++) {
		x = x * 1103515245 + 12345;
		root = insert(root, n == 3 ? (unsigned)i : x >> 20);
	}
	return walk(root, 0) + (unsigned long)depth(root) * 1000 + (unsigned)free_node;
}
