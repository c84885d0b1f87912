from rest_framework.renderers import JSONRenderer

from store.opds.choices import AUTHENTICATION, FEED, PUBLICATION


class FeedRenderer(JSONRenderer):
    media_type = FEED


class PublicationRenderer(JSONRenderer):
    media_type = PUBLICATION


class AuthenticationRenderer(JSONRenderer):
    media_type = AUTHENTICATION
