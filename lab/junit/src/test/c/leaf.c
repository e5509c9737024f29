int g(int);

int leaf(int a)
{
	return a * 3 + 1;
}

int caller(int a)
{
	if (a < 0)
		a = g(a) + a;
	return a;
}
