struct node {
	unsigned long key, value;
	struct node *next;
};

struct table {
	struct node *buckets[16];
};

static inline unsigned long bucket(unsigned long key)
{
	return key & 15;
}
