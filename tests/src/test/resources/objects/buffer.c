int f(int n, int at)
{
	volatile char buffer[16];
	int sum = 0;
	for (int i = 0; i < n; i++)
		buffer[i] = i;
	for (int i = 0; i < 4; i++)
		sum += buffer[i];
	return sum + buffer[at];
}
