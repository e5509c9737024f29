/* Function pointers: tables, callbacks with context, composition, visitors, virtual tables. */
#include "runtime.h"

struct shape;

struct shape_ops {
	const char *name;
	i64 (*area)(const struct shape *);
	void (*scale)(struct shape *, int);
};

struct shape {
	const struct shape_ops *ops;
	i64 a, b;
};

static i64 rectangle_area(const struct shape *s)
{
	return s->a * s->b;
}

static i64 triangle_area(const struct shape *s)
{
	return s->a * s->b / 2;
}

static void scale_both(struct shape *s, int by)
{
	s->a *= by;
	s->b *= by;
}

static void scale_one(struct shape *s, int by)
{
	s->a *= by;
}

static const struct shape_ops rectangle = { "rectangle", rectangle_area, scale_both };
static const struct shape_ops triangle = { "triangle", triangle_area, scale_one };
static struct shape shapes[] = { { &rectangle, 3, 4 }, { &triangle, 6, 5 }, { &rectangle, -2, 9 } };

typedef i64 (*unary)(i64);

static i64 increment(i64 x)
{
	return x + 1;
}

static i64 twice(i64 x)
{
	return 2 * x;
}

static i64 square(i64 x)
{
	return x * x;
}

static i64 apply(unary *pipeline, int n, i64 x)
{
	while (n--)
		x = (*pipeline++)(x);
	return x;
}

static i64 fold(const int *a, int n, i64 (*step)(i64, int, void *), i64 start, void *context)
{
	for (int i = 0; i < n; i++)
		start = step(start, a[i], context);
	return start;
}

static i64 plus(i64 sum, int x, void *context)
{
	(*(int *)context)++;
	return sum + x;
}

static i64 greatest(i64 best, int x, void *context)
{
	(void)context;
	return x > best ? x : best;
}

static unary choose(int n)
{
	return n == 0 ? increment : n == 1 ? twice : square;
}

int main(void)
{
	static const int numbers[] = { 4, -8, 15, 16, -23, 42 };
	unary pipeline[12];
	int calls = 0;
	i64 total = 0;

	for (u32 i = 0; i < COUNT(shapes); i++) {
		struct shape *s = &shapes[i];

		s->ops->scale(s, (int)i + 2);
		put(s->ops->name);
		put(" ");
		dec(s->ops->area(s));
		put("\n");
		total += s->ops->area(s);
	}
	for (int i = 0; i < 12; i++)
		pipeline[i] = choose(i * i % 5 % 3);
	line("pipeline", (u64)apply(pipeline, 12, 3));
	dec(fold(numbers, COUNT(numbers), plus, 0, &calls));
	put(" ");
	dec(fold(numbers, COUNT(numbers), greatest, -1000, NULL));
	put("\n");
	return calls - (int)COUNT(numbers) + (total != (6 * 8) + (6 * 3 * 5 / 2) + (-8 * 36));
}
