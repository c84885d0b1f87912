from store.shared.errors import Conflict, Invalid


class UnknownParent(Invalid):
    code = "unknown_parent"
    field = "parent"
    message = "There is no such comment on this product."


class CommentDeleted(Conflict):
    code = "comment_deleted"
    message = "This comment was deleted."


class EditTimeOver(Conflict):
    code = "edit_time_over"
    message = "The time in which a comment may be changed is over."
