// SPDX-License-Identifier: Apache-2.0
/*
 * @name   path-open
 * @title  opens usr/share/doc, which the dcache has
 * @call   sys_open
 * @setup  setup_path_open
 * @digest digest_path_open
 * @region syscall
 * @expect all: = 0x3
 * @why    A buffer is allocated and the name copied into it; a descriptor is reserved and a file allocated;
 *         three names are looked up as one reader, and the last one held under its lock; the file is put
 *         into the table, and the buffer freed. Left out: the mount lock, links, security hooks, the file
 *         system's own open, fsnotify, RCU's freeing.
 */
#include <lab_files.h>
#include <lab_syscall.h>
#include <linux/hash.h>
#include <linux/list.h>
#include <linux/rcupdate.h>

#define DCACHE_BITS	6
#define MAY_EXEC	0111
#define ENAMETOOLONG	36
#define ENFILE		23
#define EMFILE		24
#define PATH_BYTES	64

struct inode {
	u32 i_mode;
};

struct dentry {
	struct hlist_node d_hash;
	struct dentry *d_parent;
	const char *name;
	u32 len, hash;
	u32 d_seq;			/* odd while somebody renames it */
	int d_count;
	spinlock_t d_lock;
	struct inode *d_inode;
};

/* Objects of one size; those that are free lie on a list of this CPU's. */
struct object {
	struct object *next;
	unsigned char bytes[PATH_BYTES];
};

static DEFINE_PER_CPU(struct object *, free_objects) = NULL;

static void *kmem_cache_alloc(void)
{
	struct object *object;

	might_sleep();
	preempt_disable();
	object = this_cpu_read(free_objects);
	if (likely(object))
		this_cpu_write(free_objects, object->next);
	preempt_enable();
	return object ? object->bytes : NULL;
}

static void kmem_cache_free(void *bytes)
{
	struct object *object = container_of(bytes, struct object, bytes);

	preempt_disable();
	object->next = this_cpu_read(free_objects);
	this_cpu_write(free_objects, object);
	preempt_enable();
}

static struct hlist_head dcache[1 << DCACHE_BITS];

static bool dentry_differs(const struct dentry *dentry, const char *name, u32 len)
{
	u32 i;

	if (dentry->len != len)
		return true;
	for (i = 0; i < len; i++)
		if (dentry->name[i] != name[i])
			return true;
	return false;
}

/* By a reader; *seq tells later whether it is still what was found. */
static noinline struct dentry *
__d_lookup_rcu(struct dentry *parent, const char *name, u32 len, u32 hash, u32 *seq)
{
	struct dentry *dentry;

	hlist_for_each_entry_rcu(dentry, &dcache[hash_32(hash, DCACHE_BITS)], d_hash) {
		*seq = READ_ONCE(dentry->d_seq);
		if (*seq & 1 || dentry->hash != hash || dentry->d_parent != parent)
			continue;
		if (!dentry_differs(dentry, name, len))
			return dentry;
	}
	return NULL;
}

static u32 hash_name(const char *name, u32 *length)
{
	u32 hash = 0, len = 0;

	while (name[len] && name[len] != '/')
		hash = (hash + name[len++]) * 31;
	*length = len;
	return hash;
}

/* From one name to the next; a reader all the way, who holds nothing but what was found last. */
static noinline struct dentry *path_lookup(struct dentry *dentry, const char *name)
{
	u32 seq = dentry->d_seq, len, hash;

	rcu_read_lock();
	while (dentry && *name) {
		if (!(dentry->d_inode->i_mode & MAY_EXEC)) {
			dentry = NULL;
			break;
		}
		hash = hash_name(name, &len);
		dentry = __d_lookup_rcu(dentry, name, len, hash, &seq);
		name += len;
		while (*name == '/')
			name++;
	}
	if (likely(dentry)) {
		spin_lock(&dentry->d_lock);
		if (likely(READ_ONCE(dentry->d_seq) == seq)) {
			dentry->d_count++;
			spin_unlock(&dentry->d_lock);
		} else {
			spin_unlock(&dentry->d_lock);
			dentry = NULL;
		}
	}
	rcu_read_unlock();
	return dentry;
}

static int get_unused_fd(struct files_struct *files)
{
	int fd = -EMFILE;
	struct fdtable *fdt;

	spin_lock(&files->file_lock);
	fdt = files->fdt;
	if (likely(~fdt->open_fds)) {
		fd = __builtin_ctzl(~fdt->open_fds);
		if (likely(fd < NR_OPEN))
			fdt->open_fds |= 1UL << fd;
		else
			fd = -EMFILE;
	}
	spin_unlock(&files->file_lock);
	return fd;
}

static void put_unused_fd(struct files_struct *files, int fd)
{
	spin_lock(&files->file_lock);
	files->fdt->open_fds &= ~(1UL << fd);
	spin_unlock(&files->file_lock);
}

static void fd_install(struct files_struct *files, int fd, struct file *file)
{
	spin_lock(&files->file_lock);
	rcu_assign_pointer(files->fdt->fd[fd], file);
	spin_unlock(&files->file_lock);
}

static noinline struct file *do_filp_open(struct dentry *root, const char *name)
{
	struct file *file = kmem_cache_alloc();
	struct dentry *dentry;

	if (!file)
		return NULL;
	dentry = path_lookup(root, name);
	if (unlikely(!dentry)) {
		kmem_cache_free(file);
		return NULL;
	}
	file->f_count.counter = 1;
	file->f_mode = dentry->d_inode->i_mode;
	file->private_data = dentry;
	return file;
}

static noinline int
do_sys_open(struct files_struct *files, struct dentry *root, const char __user *filename)
{
	char *name = kmem_cache_alloc();
	long len;
	int fd;

	if (unlikely(!name))
		return -ENFILE;
	len = strncpy_from_user(name, filename, PATH_BYTES);
	if (unlikely(len < 0 || len >= PATH_BYTES)) {
		kmem_cache_free(name);
		return len < 0 ? (int)len : -ENAMETOOLONG;
	}
	fd = get_unused_fd(files);
	if (likely(fd >= 0)) {
		struct file *file = do_filp_open(root, name);

		if (likely(file)) {
			fd_install(files, fd, file);
		} else {
			put_unused_fd(files, fd);
			fd = -ENOENT;
		}
	}
	kmem_cache_free(name);
	return fd;
}

long sys_open(struct files_struct *files, struct dentry *root, const char __user *filename)
{
	long fd = do_sys_open(files, root, filename);

	exit_to_user_mode();
	return fd;
}

static const char path[] = "usr/share/doc";
static struct object objects[3];
static struct inode directory, document;
static struct dentry dentries[5];
static struct fdtable table;
static struct files_struct files;

/* The root, what it has, a name that is found twice, and the one wanted. */
static const struct {
	const char *name;
	int parent;
} tree[] = { { "", 0 }, { "usr", 0 }, { "share", 1 }, { "doc", 0 }, { "doc", 2 } };

static void setup_dcache(void)
{
	unsigned int i;

	directory.i_mode = 0755;
	document.i_mode = 0644;
	for (i = 0; i < ARRAY_SIZE(dcache); i++)
		WRITE_ONCE(dcache[i].first, NULL);
	for (i = 0; i < ARRAY_SIZE(dentries); i++) {
		struct dentry *dentry = &dentries[i];

		dentry->name = tree[i].name;
		dentry->d_parent = &dentries[tree[i].parent];
		dentry->hash = hash_name(dentry->name, &dentry->len);
		dentry->d_seq = 2;
		dentry->d_count = 1;
		dentry->d_inode = i == 4 ? &document : &directory;
		hlist_add_head_rcu(&dentry->d_hash, &dcache[hash_32(dentry->hash, DCACHE_BITS)]);
	}
}

void setup_path_open(unsigned long args[6])
{
	unsigned int i;

	setup_syscall(NULL);
	setup_dcache();
	this_cpu_write(free_objects, NULL);
	for (i = 0; i < ARRAY_SIZE(objects); i++)
		kmem_cache_free(objects[i].bytes);
	for (i = 0; i < NR_OPEN; i++)
		WRITE_ONCE(table.fd[i], NULL);
	table.max_fds = NR_OPEN;
	table.open_fds = 7;
	files.fdt = &table;
	stac();
	for (i = 0; i < sizeof(path); i++)
		WRITE_ONCE(((char *)LAB_USER_BASE)[i], path[i]);
	clac();
	args[0] = (unsigned long)&files;
	args[1] = (unsigned long)&dentries[0];
	args[2] = LAB_USER_BASE;
}

/* The result, what is open, what is held, and what is left to allocate. */
unsigned long digest_path_open(unsigned long result)
{
	unsigned long hash = lab_mix(table.open_fds, result);
	struct object *object;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(dentries); i++)
		hash = lab_mix(hash, dentries[i].d_count);
	for (i = 0; i < NR_OPEN; i++)
		hash = lab_mix(hash, table.fd[i] ? table.fd[i]->f_mode : 0);
	for (object = this_cpu_read(free_objects); object; object = object->next)
		hash = lab_mix(hash, 1);
	return hash;
}
