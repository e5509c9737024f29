extern int printk(const char *format, ...);
extern int jiffies;
extern int maybe(void) __attribute__((weak));
int f(int a)
{
	if (a < 0)
		return printk("negative") + 1;
	if (a == 5)
		return jiffies;
	return maybe ? maybe() : a + 1;
}
