/* Tells the thread sanitizer of GLib's locks and queues. Linked into its build only.
 *
 * Debian's GLib is not instrumented, and its locks are futexes of its own: the sanitizer sees neither a lock nor that
 * something is handed over, and takes correct code for a race. Here stand those functions of GLib that this project
 * uses between threads; whoever uses another adds it. Threads are begun and joined through pthreads, which it knows.
 */
#include <dlfcn.h>
#include <glib.h>
#include <sanitizer/tsan_interface.h>

#define LOOK_UP(type, name, parameters)                                                                                \
  type(*real) parameters;                                                                                              \
  *(void **)&real = dlsym(RTLD_NEXT, #name)

void
g_mutex_lock(GMutex *mutex)
{
  LOOK_UP(void, g_mutex_lock, (GMutex *));
  real(mutex);
  __tsan_acquire(mutex);
}

void
g_mutex_unlock(GMutex *mutex)
{
  LOOK_UP(void, g_mutex_unlock, (GMutex *));
  __tsan_release(mutex);
  real(mutex);
}

void
g_async_queue_push(GAsyncQueue *queue, gpointer data)
{
  LOOK_UP(void, g_async_queue_push, (GAsyncQueue *, gpointer));
  __tsan_release(queue);
  real(queue, data);
}

gpointer
g_async_queue_timeout_pop(GAsyncQueue *queue, guint64 timeout)
{
  LOOK_UP(gpointer, g_async_queue_timeout_pop, (GAsyncQueue *, guint64));
  gpointer data = real(queue, timeout);

  if (data)
    __tsan_acquire(queue);
  return data;
}
