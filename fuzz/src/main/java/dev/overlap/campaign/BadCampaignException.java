package dev.overlap.campaign;

/** A folder does not hold a campaign, or not the one that was asked for. The message is one line for a user. */
public final class BadCampaignException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadCampaignException(String message) {
        super(message);
    }

    BadCampaignException(String message, Throwable cause) {
        super(message, cause);
    }
}
