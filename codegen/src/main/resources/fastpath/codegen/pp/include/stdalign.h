#pragma once
#if __STDC_VERSION__ <= 201710L
#define alignas _Alignas
#define alignof _Alignof
#endif
