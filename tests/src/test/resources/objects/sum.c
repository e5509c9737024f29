int table[4] = {1, 2, 3, 4};
int f(int at, int times)
{
	int sum = 0;
	for (int i = 0; i < times; i++)
		sum += table[at];
	return sum;
}
