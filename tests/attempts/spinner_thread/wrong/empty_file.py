# WRONG first=broken: nothing but comments
# TODO: read the chapter again
# class Signal:
#     go = True
