package dev.overlap.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.overlap.explore.WholeFile;

/**
 * A campaign's folder, for one call alone until it is closed.
 *
 * <p>The operating system holds the lock and gives it back when a process ends, in whatever way. Its file stays: who deleted it could delete one that the next call
 * has locked already. It also tells that a folder without a campaign, left by a call that ended early, is no other than a campaign's.
 */
public final class CampaignLock implements AutoCloseable {

    /** Hidden, and so no part of what is uploaded as a report. */
    static final String NAME = ".campaign.lock";

    private final FileChannel channel;

    private CampaignLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes a folder for a new campaign, or for several that are joined; makes it where it is missing.
     *
     * @param mayHaveCampaign whether the one that is there is gone on with, or joined; otherwise there must be none
     * @throws BadCampaignException when another call has it, or it has files that no campaign has made
     * @throws UncheckedIOException when it cannot be written to; the message is one line
     */
    public static CampaignLock of(Path folder, boolean mayHaveCampaign) {
        if (!mayHaveCampaign) {
            CampaignFolder.requireNone(folder);
        }
        CampaignFolder.requireNoneElses(folder);
        CampaignLock lock = lock(folder);
        try {
            if (!mayHaveCampaign) {
                // Another call may have begun one, and come to its end, between the question and the lock.
                CampaignFolder.requireNone(folder);
            }
            return lock;
        } catch (BadCampaignException e) {
            lock.close();
            throw e;
        }
    }

    private static CampaignLock lock(Path folder) {
        Path file = folder.resolve(NAME);
        FileChannel channel = open(folder, file);
        boolean others;
        try {
            others = channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            others = true;
        } catch (IOException e) {
            // A file system without locks, such as some over a network: whoever has several calls there must tell them apart.
            others = false;
        }
        CampaignLock lock = new CampaignLock(channel);
        if (others) {
            lock.close();
            throw new BadCampaignException(folder + " is in use by another call of campaign: wait for its end, or name another folder");
        }
        return lock;
    }

    private static FileChannel open(Path folder, Path file) {
        try {
            WholeFile.createFolder(folder);
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder + ": " + WholeFile.reason(e), e);
        }
    }

    /** Gives it back. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is given back when this process ends.
            return;
        }
    }
}
