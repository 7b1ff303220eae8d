package dev.overlap.scenario;

import dev.overlap.platform.EventLoop;

/** Reads a little of what there is, some times, and then leaves. */
final class Sipper extends OwnersListener {

    private final byte[] sip;
    private final int most;
    private int sips;

    /**
     * Makes a listener.
     *
     * @param sipBytes how much it reads at most at a time, 23 or more
     * @param most after how many times it leaves the loop
     */
    Sipper(Stage stage, EventLoop loop, int sipBytes, int most) {
        super(stage, loop);
        this.sip = new byte[sipBytes];
        this.most = most;
    }

    @Override
    public void readyRead() {
        reader().read(sip, 0, 1 + 11 * stage.choose(3, "how much of it"));
        if (++sips >= most) {
            loop.quit();
        }
    }
}
