package dev.overlap.campaign;

import java.nio.file.Path;

import dev.overlap.explore.Reported;
import dev.overlap.report.Defect;

/** Hears how a campaign goes, on threads of its choosing, several at a time; its methods must be quick. */
public interface CampaignListener {

    /** A canary was found. */
    void canaryFound(Reported reported);

    /** A round begins; one of a fuzz target may be going on beside one of something else. */
    void roundBegins(Arm arm);

    /** The round of a fuzz target has ended. */
    void roundEnds(Arm arm);

    /**
     * Now and then.
     *
     * @param executions of all calls of this campaign
     * @param nanos of this call
     * @param states seen, about
     */
    void progress(long executions, long nanos, long states, int findings);

    /** Something was found, and is on disk as {@code file}. */
    void found(Defect defect, Path file);

    /** Something is not as it should be, and the campaign goes on. */
    void warn(String line);
}
