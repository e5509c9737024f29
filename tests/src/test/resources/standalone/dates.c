/* Dates: days since an epoch there and back, weekdays, leap years, Easter, ISO weeks, time of day, Roman numerals. */
#include "runtime.h"

struct date {
	int year;
	u8 month, day;
};

static u16 thirteenths[7];

static i64 to_days(struct date d)
{
	i64 y = d.year - (d.month <= 2);
	i64 era = (y >= 0 ? y : y - 399) / 400;
	u32 of_era = (u32)(y - era * 400);
	u32 of_year = (153u * (d.month + (d.month > 2 ? -3u : 9u)) + 2) / 5 + d.day - 1;

	return era * 146097 + (i64)(of_era * 365 + of_era / 4 - of_era / 100 + of_year) - 719468;
}

static struct date from_days(i64 days)
{
	i64 z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	u32 of_era = (u32)(z - era * 146097);
	u32 y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	u32 of_year = of_era - (365 * y + y / 4 - y / 100);
	u32 m = (5 * of_year + 2) / 153;
	u32 month = m < 10 ? m + 3 : m - 9;

	return (struct date){ (int)(y + era * 400 + (month <= 2)), (u8)month, (u8)(of_year - (153 * m + 2) / 5 + 1) };
}

static int weekday(i64 days)
{
	int w = (int)((days + 4) % 7);

	return w < 0 ? w + 7 : w;
}

static struct date easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	int n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;

	return (struct date){ year, (u8)(n / 31), (u8)(n % 31 + 1) };
}

static void roman(int n)
{
	static const struct { short value; char text[3]; } steps[] = {
		{ 1000, "M" }, { 900, "CM" }, { 500, "D" }, { 400, "CD" }, { 100, "C" }, { 90, "XC" }, { 50, "L" },
		{ 40, "XL" }, { 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" },
	};

	for (u32 i = 0; i < COUNT(steps); i++)
		for (; n >= steps[i].value; n -= steps[i].value)
			put(steps[i].text);
}

static void print(struct date d)
{
	dec(d.year);
	put("-");
	dec(d.month);
	put("-");
	dec(d.day);
}

int main(void)
{
	int wrong = 0;
	u64 h = 0;

	for (i64 day = -800000; day < 800000; day += 997) {
		struct date d = from_days(day);

		wrong += to_days(d) != day;
		h = h * 31 + (u64)d.year * 400 + d.month * 31u + d.day;
	}
	for (int year = 2000; year < 2400; year++)
		for (int month = 1; month <= 12; month++)
			thirteenths[weekday(to_days((struct date){ year, (u8)month, 13 }))]++;
	line("days", h);
	for (int i = 0; i < 7; i++) {
		dec(thirteenths[i]);
		put(" ");
	}
	put("\n");
	for (int year = 2013; year < 2017; year++) {
		print(easter(year));
		put(" ");
		roman(year);
		put("\n");
	}
	print(from_days(1376000000 / 86400));
	put(" weekday ");
	dec(weekday(1376000000 / 86400));
	put("\n");
	return wrong;
}
