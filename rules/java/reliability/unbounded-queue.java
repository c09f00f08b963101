package shop.mail;

class Outbox {
    // ruleid: java-unbounded-queue
    private final BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();
    // ruleid: java-unbounded-queue
    private final BlockingQueue<Mail> retries = new LinkedBlockingQueue<Mail>();
    // ok: java-unbounded-queue
    private final BlockingQueue<Mail> bounded = new LinkedBlockingQueue<>(1000);
    // ok: java-unbounded-queue
    private final BlockingQueue<Mail> array = new ArrayBlockingQueue<>(1000);

    ExecutorService sender() {
        // ruleid: java-unbounded-queue
        BlockingDeque<Runnable> waiting = new LinkedBlockingDeque<>();
        // ok: java-unbounded-queue
        return new ThreadPoolExecutor(1, 4, 1, TimeUnit.MINUTES, new SynchronousQueue<>());
    }
}
