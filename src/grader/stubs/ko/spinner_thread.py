r"""카타 spinner_thread: 프로그램이 답을 기다리는 동안, 스피너가 별도의 스레드에서 돌아갑니다.

3초 동안 터미널에는 알림 줄이 보이고, 그 아랫줄에서는 글자가 제자리에서 바뀝니다.

    spinner object: <Thread(Thread-1 (spin), initial)>
    | thinking!

그다음 스피너는 사라지고, 그 자리에 답이 나옵니다.

    spinner object: <Thread(Thread-1 (spin), initial)>
    Answer: 42

실행은 `python exercises/spinner_thread.py`, 검사는 `nox -s check -- exercises/spinner_thread.py`로 합니다.

파일 전체에 적용되는 규칙:

* TODO마다, 그 아래의 `raise NotImplementedError`를 지우고 그 자리에 코드를 씁니다. 독스트링대로 동작하기만 하면
  어떤 방법이든 맞습니다. 아래에 있는 이름은 그대로 두고, 필요한 이름은 얼마든지 더해도 됩니다.
* 표준 라이브러리만 사용하고, 직접 만든 다른 파일은 사용하지 않습니다. 프로세스를 띄우지 않습니다.
* 이 파일을 import할 때는 아무것도 시작되지 않고 아무것도 출력되지 않아야 합니다. `main` 호출은 맨 끝의
  `if __name__ == "__main__":` 아래에 그대로 둡니다.
* 표준 출력에는 독스트링에 적힌 것만 나와야 합니다. 표준 오류는 자유입니다. 디버깅은
  `print(..., file=sys.stderr)`로 하세요.
* 채점기는 인자를 위치로 넘기고, `signal` 인자로는 여러분이 만든 `Signal()`을 넘깁니다. 그리고 아래의
  `slow_function` 자리에 채점기의 `slow_function`을 넣습니다. 그 함수는 어떤 객체든 반환할 수 있고, 시간이 전혀
  걸리지 않거나 10초가 걸릴 수도 있으며, 예외를 일으킬 수도 있습니다. `main`은 프로세스마다 한 번, `spin`과
  `supervisor`는 몇 번이든 호출합니다.
* 필수 검사에서는 한 글자가 한 칸을 차지하는, 40자 이하의 메시지를 씁니다. '곧바로'는 0.02초 안을 뜻합니다.

*보너스*라고 적힌 검사는 점수를 더해 줄 뿐, 카타의 통과 여부를 정하지 않습니다.
"""


class Signal:
    """`supervisor`가 `spin`을 멈추려고 값을 바꾸는 객체입니다.

    인자 없이 만든 새 `Signal()`에는 True와 같은 속성 `go`가 있습니다. 누구든 이 속성에 값을 넣을 수 있고,
    `signal.go = False`를 하고 나면 False와 같습니다. (검사: signal)
    """

    def __init__(self) -> None:
        """`go`가 True인 시그널을 만듭니다."""
        # TODO: Signal에 `go`를 만듭니다. 평범한 속성이면 충분하고, 프로퍼티도 됩니다. 클래스의 속성으로 둘 거라면
        # 이 메서드는 지우세요.
        raise NotImplementedError


def spin(msg: str, signal: Signal) -> None:
    r"""`signal.go`가 거짓이 될 때까지 `msg` 앞에서 스피너를 돌립니다. 별도의 스레드에서 실행되고 None을 반환합니다.

    `| msg`, `/ msg`, `- msg`, `\ msg` 프레임(문자, 공백 하나, 메시지)을 이 순서대로 계속 되풀이해서 그립니다. 모두
    터미널의 한 줄 안에서, 새 프레임이 앞의 프레임을 대신합니다.

    * 호출될 때마다 `| msg`를 곧바로 그리는 것으로 시작합니다. (frames)
    * 0.1초마다(0.08초에서 0.12초) 새 프레임이 나옵니다. 프레임과 프레임 사이에 `spin`은 기다립니다. 프로세서를
      붙들지 않고, 다른 스레드가 실행되게 합니다. (pace)
    * 프레임은 나중이 아니라 그릴 때 바로 터미널에 나타납니다. 표준 출력은 줄 단위로 버퍼링되므로 플러시하세요.
      (visible)
    * `signal.go`가 거짓이 되면 `spin`은 0.12초 안에 반환하고, 그 사이 프레임을 많아야 하나 더 그립니다. `spin`이
      시작되기 전부터 `go`가 거짓이었을 때도 마찬가지입니다. 예외 없이 끝납니다. (stop)
    * 반환한 뒤에는 줄이 깨끗합니다. 줄은 비어 있고, 커서는 같은 행의 0번 열에 있으며, 보입니다. 그 위의 알림 줄은
      그대로 남아 있습니다. 줄을 지우는 출력은 플러시하지 않아도 됩니다. (cleanup)
    * 보너스: '생각 중!'처럼 두 칸을 차지하는 글자가 `msg`에 있어도 줄이 깨끗합니다. 이때 `len(msg)`는 폭이
      아닙니다. (wide)
    """
    # TODO: 그리고, 플러시하고, 기다리고, 시그널을 확인합니다. 반복문을 어떻게 빠져나왔든 마지막에는 줄을 지웁니다.
    raise NotImplementedError


def slow_function() -> int:
    """I/O를 기다리는 척합니다. 3초(2.9초에서 3.1초)가 걸리고 42를 반환합니다. 아무것도 출력하지 않습니다.

    프로세서를 붙들지 않고 기다리며, 그동안 다른 스레드가 실행됩니다. (slow_function)
    """
    # TODO: 기다린 다음 반환합니다.
    raise NotImplementedError


def supervisor() -> int:
    """스피너가 도는 동안 `slow_function`을 실행하고, 그 함수가 반환한 것을 반환합니다.

    * 먼저 새 `Signal`과 마음대로 고른 메시지(예를 들어 'thinking!')로 `spin`을 실행할 스레드를 만듭니다. 그리고
      스레드를 시작하기 *전에* 한 줄을 출력합니다. `spinner object: `와 그 `threading.Thread` 객체의 repr입니다.
      (announce)
    * 그다음 스레드를 시작하고 `slow_function()`을 한 번 호출합니다. `slow_function`이 일하는 동안, 곧바로 끝나든 10초가
      걸리든, 스피너는 간격을 지킵니다. `supervisor`가 걸리는 시간은 그보다 많아야 0.12초 더 깁니다. `spin`과
      `slow_function`은 이 이름 그대로, 호출하는 순간에 이 모듈에서 찾아서 부릅니다. (concurrent)
    * 반환할 때, 여기서 시작한 스레드는 모두 끝나 있고, 줄은 깨끗하며, 나중에 더 그려지는 것이 없습니다. (joined)
    * `slow_function`이 반환한 것을, 그것이 무엇이든, 그대로 반환합니다. (result)
    * 답은 출력하지 않습니다. 그 일은 `main`이 합니다. (answer)
    * 같은 프로세스에서 다시 호출할 수 있고, 그때도 이 모든 것을 다시 합니다. (rerun)
    * 보너스: `slow_function`이 예외를 일으켜도 스피너를 멈추고, join하고, 줄을 지우며, 바로 그 예외가 호출한 쪽에
      전달됩니다. (exception)
    """
    # TODO: 만들고, 알리고, 시작하고, 호출하고, 멈추고, join합니다.
    raise NotImplementedError


def main() -> None:
    """`supervisor`를 한 번 호출하고 한 줄, 즉 `Answer: `와 그 결과를 출력하고, None을 반환합니다.

    여기서는 `Answer: 42`입니다. 끝났을 때 화면에는 알림 줄이 있고, 그다음에 답이 있으며, 다른 것은 없습니다. (answer)
    """
    # TODO: 호출하고, 출력합니다.
    raise NotImplementedError


if __name__ == "__main__":
    main()
