/* SPDX-License-Identifier: Apache-2.0 */
/* The access of an object's own size, between stac and clac, without a check of the address. */

#define __get_user_as(type, x, ptr) ({					\
	type got__;							\
	int failed__ = __get_user_##type(&got__, (const type __user *)(ptr)); \
	(x) = (__typeof__(*(ptr)))got__;				\
	failed__;							\
})

#define unsafe_get_user(x, ptr) ({				\
	int err__ = -EFAULT;					\
	switch (sizeof(*(ptr))) {				\
	case 1:							\
		err__ = __get_user_as(u8, x, ptr);		\
		break;						\
	case 2:							\
		err__ = __get_user_as(u16, x, ptr);		\
		break;						\
	case 4:							\
		err__ = __get_user_as(u32, x, ptr);		\
		break;						\
	case 8:							\
		err__ = __get_user_as(u64, x, ptr);		\
		break;						\
	}							\
	err__;							\
})

#define __put_user_as(type, x, ptr)	__put_user_##type((type)(x), (type __user *)(ptr))

#define unsafe_put_user(x, ptr) ({				\
	int err__ = -EFAULT;					\
	switch (sizeof(*(ptr))) {				\
	case 1:							\
		err__ = __put_user_as(u8, x, ptr);		\
		break;						\
	case 2:							\
		err__ = __put_user_as(u16, x, ptr);		\
		break;						\
	case 4:							\
		err__ = __put_user_as(u32, x, ptr);		\
		break;						\
	case 8:							\
		err__ = __put_user_as(u64, x, ptr);		\
		break;						\
	}							\
	err__;							\
})

#define __get_user(x, ptr) ({				\
	int error__;					\
	stac();						\
	error__ = unsafe_get_user(x, ptr);		\
	clac();						\
	error__;					\
})

#define __put_user(x, ptr) ({				\
	int error__;					\
	stac();						\
	error__ = unsafe_put_user(x, ptr);		\
	clac();						\
	error__;					\
})
